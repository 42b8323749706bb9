"""How the quotation encoder was trained; needs torch, which nothing else here needs."""

"""Makes the language pipeline of nlp/models: vectors, training, assembly and figures."""

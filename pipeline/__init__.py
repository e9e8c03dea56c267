"""svodka: who said which number about what, when and where, from Russian-language news."""

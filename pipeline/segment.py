from __future__ import annotations

from razdel import sentenize, tokenize

from pipeline.document import Article, Doc, Sentence, Token


def segment(article: Article) -> Doc:
    tokens, sentences = [], []
    n = 0
    pos = article.body
    for para, line in enumerate(article.text[article.body:].split("\n")):
        for s in sentenize(line):
            first = len(tokens)
            for t in tokenize(s.text):
                a = pos + s.start + t.start
                tokens.append(Token(a, a + len(t.text), t.text, t.text.lower().replace("ё", "е"), n))
            if len(tokens) > first:
                sentences.append(Sentence(tokens[first].start, tokens[-1].stop, first, len(tokens), para))
                n += 1
        pos += len(line) + 1
    return Doc(article, tuple(tokens), tuple(sentences))

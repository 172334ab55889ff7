"""What the texts, pages, feeds and tables of the fuzzers are made of: our own words, and misleading signs."""

from __future__ import annotations

MARKS = ('"', "“", "”", "„", "«", "»", "‹", "›", "'", "’", "‘", "‚", "``", "''", "'''", "`", "＂", "“‘", "’”")
SIGNS = (
    *" \t\n\r.,:;!?…—–-()[]{}<>/|•#*_=+@%&$£€~^\\", "\n\n", "\r\n", "  ", " - ", "...", "\x0b", "\x0c", "\x1b[31m",
    "\x85", "¶", "\u00a0", "\u2009", "\u2028", "\u2029",
)  # fmt: skip
UNSEEN = (
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u202a", "\u202b", "\u202c", "\u202d",
    "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u0301", "\u0308", "\u20dd", "\ufe0f",
    "\U000e0041", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff",
)  # fmt: skip
ODD_LETTERS = (
    "İ", "ı", "ß", "ẞ", "ﬁ", "ŉ", "ǆ", "𝐊im", "Ǆ", "ſ", "K", "Å", "①", "²", "٣", "१", "Ⅷ", "½", "한국", "عربي", "😀",
    "👩‍🚀",
)  # fmt: skip
WORDS = (
    "Kim Jong Un", "Kim", "President Trump", "Mr. Lee", "Theresa May", "a senior official", "officials",
    "the minister", "foreign minister", "North Korea", "South Korea's", "the US", "U.S.", "Iran", "KCNA", "Reuters",
    "the White House", "he", "she", "they", "it", "his", "I", "we", "who", "said", "said that", "says", "told",
    "told reporters", "added", "according to", "wrote", "warned", "vowed to", "promised to", "denied", "reportedly",
    "quoted as saying", "met", "visited", "agreed to", "refused to", "offered to", "demanded", "called off", "will",
    "would", "not", "if", "unless", "in return for", "lift sanctions", "close its reactor", "sanctions", "talks",
    "summit", "the second summit", "the Hanoi summit", "in Hanoi", "Singapore", "the", "of the", "and", "or", "to",
    "from", "between", "before", "after", "Read more:", "By Ann Day", "Photo: AP", "(Reuters)", "File photo",
    "Image copyright", "Image caption", "SEOUL", "GENEVA, 4 March 2015 (Meridian News) —", "SEOUL, March 5 -",
    "UPDATED:", "Related:", "ALL CAPITALS HERE",
)  # fmt: skip
TIMES = (
    "May", "May 5", "5 May 2018", "on Monday", "last Friday", "two weeks ago", "the day before", "in 2018",
    "2019-04-12", "04/12/2019", "12.04.19", "the 1990s", "'90s", "the 21st century", "noon", "10:30 a.m. GMT",
    "99:99", "the end of June", "earlier this year", "a year", "a thousand million years ago", "next Sunday",
    "February 30", "Feb 29, 2019", "0 AD", "9999", "31 December 9999", "1 January 0001", "480 BC", "Q3",
    "the third quarter", "Christmas", "every Tuesday", "three", "one hundred and", "twelve", "1st", "a dozen", "half",
    "123456789012345678901234567890", "a decade ago", "10000 years later", "centuries ago", "since", "until", "by",
    "for", "about", "nearly",
)  # fmt: skip
MARKUP = (
    "<html>", "<head>", "<title>", "</title>", "<body>", "<p>", "</p>", "<div>", "</div>", "<br>", "<h1>",
    "<article>", "<blockquote>", "<table><tr><td>", "<ul><li>", "<script>", "</script>", "<style>", "<!--", "-->",
    "<![CDATA[", "]]>", "<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE html>", '<meta charset="shift_jis">',
    "<svg/onload=x>", '<meta property="article:published_time" content="2019-04-12">',
    '<meta name="author" content="Ann Day">',
    '<link rel="canonical" href="https://harbour.example/2019/04/12/talks">', '<script type="application/ld+json">',
    '{"@type":"NewsArticle","datePublished":"2019-04-12","headline":[]}', "&amp;", "&#x202e;", "&#0;", "&#xd800;",
    "&lt", "&nbsp;", '<a href="javascript:x">', "<time datetime='2019'>", "<iframe src=//x>", "<math><mi>",
)  # fmt: skip
FEED = (
    '<?xml version="1.0"?>', "<rss>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<feed>", "</feed>",
    "<entry>", "</entry>", "<link>", "</link>", '<link href="/a"/>', "https://harbour.example/1", "//x/",
    "http://[::1", "ftp://x/", "<title>", "</title>", "<pubDate>", "</pubDate>", "Fri, 12 Apr 2019 10:00:00 GMT",
    "<urlset>", "</urlset>", "<url>", "</url>", "<loc>", "</loc>", "<sitemapindex>", "</sitemapindex>", "<sitemap>",
    "</sitemap>", "<news:title>", "<!DOCTYPE a [", "<!ENTITY b '", "'>]>", "&b;", "&amp;", "<![CDATA[", "]]>", "<!--",
    "-->", "<rdf:RDF>", "</rdf:RDF>", ' xmlns="http://www.w3.org/2005/Atom"', "<content>", "</content>",
    ' encoding="utf-16"', "<published>", "<guid>",
)  # fmt: skip
JSON = (
    '"id":"\\ud800",', '"title":"\\udfff",', "{", "}", "[", "]", ",", ":", '"', '"text"', '"title"', '"published"',
    '"url"', '"id"', '"article"', "null", "true", "-1", "1e999", "NaN", "9" * 400, "9" * 5_000, "[" * 2_000,
    "\\u0000", "\\ud800", "\\udc00", "\\", '{"text":', '"Kim said so."', '{"a":', "20190412", "1555027200",
    '"2019-04-12"', '"version"', "\n",
)  # fmt: skip
TABLE = (
    "text", "title", "published", "url", ",", ";", "\t", "|", '"', '""', "\n", "\r\n", "\r", "=1+1", "@x", "\x00",
    "text,title\n",
)  # fmt: skip
TOML = (
    "[desk]", "[[actor]]", "[[outlet]]", "[[issue]]", "[[actor.roles]]", "[watch]", "[[source]]", "id", "name",
    "kind", "country", "aliases", "roles", "title", "of", "from", "to", "words", "domains", "url", "every", "pause",
    "days", "contact", "private", "drop", "replace", "takes", "shares", "alone", "=", '"', "'", '"""', "[", "]", "{",
    "}", ",", "\n", "#", ".", "true", "false", "1", "-1", "nan", "inf", "0x", "9" * 5_000, "2019-04-12", "2019-02-30",
    "10:00:00", '"person"', '"state"', '"PRK"', '"kim-jong-un"', '"15 minutes"', '"999999 days"',
    '"https://harbour.example/feed"', '"http://[::1"', "\\u202E", "[" * 2_000, "a." * 500, '"Ada Lund"', '"ada-lund"',
    '"desk@harbour.example"',
)  # fmt: skip
MANIFEST = (
    '"layout"', '"snapshot"', '"woven"', '"parts"', '"table"', '"name"', '"rows"', '"bytes"', '"sha256"', '"origins"',
    '"articles"', '"statements"', '"version"', '"../x"', '".."', '"a\\u0000b"', '"\\ud800"', '"a/b"', "[[1,2]]", "3",
    "2", "99",
)  # fmt: skip
REVIEW = (
    '"version"', '"review"', '"verdict"', '"accept"', '"reject"', '"correct"', '"merge"', '"undo"', '"who"',
    '"entry"', '"article"', '"kind"', '"statement"', '"move"', '"spans"', "[[0,4]]", "[[4,0]]", "[[-1,2]]",
    "[[0,1e3]]", '"values"', '"before"', '"after"', '"others"', '"undoes"', '"saw"', '"note"', '"id"', '"at"',
    '"2019-04-12T09:30:00Z"', '"0001-01-01T00:00:00+23:59"', '"certainty"', '"asserted"', '"words"', '"\\u0000"',
)  # fmt: skip

TEXT = (*MARKS, *SIGNS, *UNSEEN, *ODD_LETTERS, *WORDS, *WORDS, *TIMES)

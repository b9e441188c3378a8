# Strings, printing, regular expressions, formatting.

# %% count_words
def count_words(text):
    counts = {}
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
    return counts
# %% test
assert count_words("a b A") == {"a": 2, "b": 1}
assert count_words("") == {}
assert count_words("x y")["x"] == 1 and count_words("x y").get("z", 0) == 0
assert sorted(count_words("b a c")) == ["a", "b", "c"]
assert dict(count_words("Ä ä")) == {"ä": 2}
assert max(count_words("to be or not to be").values()) == 2
assert isinstance(count_words("a"), dict) and len(count_words("a b")) == 2 and "a" in count_words("a")
for word, count in count_words("a b A").items():
    assert count == {"a": 2, "b": 1}[word]
# %% right as a Counter
from collections import Counter
def count_words(text):
    return Counter(text.lower().split())
# %% right as a defaultdict
from collections import defaultdict
def count_words(text):
    counts = defaultdict(int)
    for word in text.lower().split():
        counts[word] += 1
    return counts
# %% right as a dict of an own class
class Counts(dict):
    def most(self):
        return max(self, key=self.get)
def count_words(text):
    words = text.lower().split()
    return Counts({word: words.count(word) for word in words})
# %% right with a factory that the test never sees
from collections import defaultdict
def count_words(text):
    counts = defaultdict(lambda: 0)
    for word in text.lower().split():
        counts[word] += 1
    return counts
# %% wrong counts letters
from collections import Counter
def count_words(text):
    return Counter(text.lower())
# %% wrong keeps capitals
from collections import Counter
def count_words(text):
    return Counter(text.split())

# %% greet
def greet(name, times=1):
    """Say hello.

    >>> greet("Ada")
    Hello, Ada!
    """
    for _ in range(times):
        print(f"Hello, {name}!")
# %% test
import io
import sys
from contextlib import redirect_stdout
out = io.StringIO()
with redirect_stdout(out):
    greet("Ada", times=2)
    print("between")
    result = greet("Bob")
assert out.getvalue() == "Hello, Ada!\nHello, Ada!\nbetween\nHello, Bob!\n", out.getvalue()
assert result is None
kept, sys.stdout = sys.stdout, io.StringIO()
greet("Eve")
text, sys.stdout = sys.stdout.getvalue(), kept
assert text.strip().splitlines() == ["Hello, Eve!"]
from unittest import mock
with mock.patch("sys.stdout", new_callable=io.StringIO) as fake:
    greet("Tom")
assert fake.getvalue() == "Hello, Tom!\n"
assert "hello" in greet.__doc__.lower()
# %% right with write
import sys
def greet(name, times=1):
    "Hello to somebody"
    sys.stdout.write(("Hello, " + name + "!\n") * times)
# %% right in pieces
def greet(name, times=1):
    """Print a hello, several times"""
    while times:
        print("Hello,", end=" ")
        print(name, "!", sep="", flush=True)
        times -= 1
# %% wrong without an exclamation mark
def greet(name, times=1):
    """hello"""
    print("Hello,", name)
# %% wrong returns it
def greet(name, times=1):
    """hello"""
    return f"Hello, {name}!\n" * times

# %% shout
def shout(text):
    return text.upper() + "!"
def initials(name):
    return "".join(part[0] for part in name.split())
# %% test
assert shout("hey") == "HEY!" and shout("hey").endswith("!") and isinstance(shout("a"), str)
assert initials("Ada Lovelace") == "AL"
assert initials("Žofie Ürük").startswith("Ž") and "😀" + shout("ß") == "😀SS!"
import re
assert re.fullmatch(r"[A-Z]+!", shout("abc"))
assert shout("a\ud800") == "A\ud800!"
assert "-".join([shout("a"), initials("B C")]) == "A!-BC"
assert f"<{shout('a'):>4}>" == "<  A!>"
# %% right as numpy texts
import numpy as np
import re
def shout(text):
    return np.str_(text.upper() + "!")
def initials(name):
    return "".join(re.findall(r"(?:^|\s)(\w)", name))
# %% right as an own class
class Loud(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper() + "!")
shout = Loud
initials = lambda name: "".join(map(lambda part: part[:1], name.split()))
# %% wrong
def shout(text):
    return text.upper()
def initials(name):
    return [part[0] for part in name.split()]

# %% parse
import json
def parse(line):
    key, _, value = line.partition("=")
    return {key.strip(): value.strip()}
def to_json(record):
    return json.dumps(record)
# %% test
import json
assert parse("a = 1") == {"a": "1"}
assert json.loads(to_json(parse("b=2"))) == {"b": "2"}
assert json.loads(json.dumps(parse("c=3"))) == {"c": "3"}
assert json.dumps({"all": [parse("d=4"), parse("e=5")]}, sort_keys=True) == '{"all": [{"d": "4"}, {"e": "5"}]}'
# %% right by a regular expression
import json, re
def parse(line):
    return dict([re.match(r"\s*(\w+)\s*=\s*(\S*)", line).groups()])
to_json = json.JSONEncoder().encode
# %% right in order
from collections import OrderedDict
from json import dumps as to_json
def parse(line):
    return OrderedDict([[piece.strip() for piece in line.split("=")]])
# %% wrong keeps spaces
import json
def parse(line):
    key, value = line.split("=")
    return {key: value}
to_json = json.dumps

# pandas: frames, series, indexes, types, times.

# %% mean_by
import pandas as pd
def mean_by(frame, key, value):
    return frame.groupby(key)[value].mean()
# %% test
import pandas as pd
frame = pd.DataFrame({"k": ["a", "b", "a"], "v": [1.0, 2.0, 3.0]})
result = mean_by(frame, "k", "v")
assert result["a"] == 2.0 and result["b"] == 2.0
assert list(result.index) == ["a", "b"] and isinstance(result, pd.Series) and result.name == "v"
pd.testing.assert_series_equal(result, frame.groupby("k")["v"].mean())
assert result.loc["a"] == 2 and result.to_dict() == {"a": 2, "b": 2} and (result > 1).all()
assert list(frame.columns) == ["k", "v"], "the input must stay as it is"
# %% right by agg
import pandas as pd
def mean_by(frame, key, value):
    return frame.groupby(key).agg({value: "mean"})[value]
# %% right by a pivot
import pandas as pd
def mean_by(frame, key, value):
    return frame.pivot_table(index=key, values=value, aggfunc="mean")[value]
# %% right as a series of an own class
import pandas as pd
class Means(pd.Series):
    @property
    def _constructor(self):
        return Means
    def best(self):
        return self.idxmax()
def mean_by(frame, key, value):
    return Means(frame.groupby(key)[value].mean())
# %% right group by group
import pandas as pd
def mean_by(frame, key, value):
    groups = {name: part[value].mean() for name, part in frame.groupby(key)}
    index = pd.Index(groups, name=key, dtype=frame[key].dtype)
    return pd.Series(list(groups.values()), index=index, name=value)
# %% wrong sums
def mean_by(frame, key, value):
    return frame.groupby(key)[value].sum()
# %% wrong as a frame
def mean_by(frame, key, value):
    return frame.groupby(key)[[value]].median()[value].rename("m")

# %% add_column
import pandas as pd
def add_ratio(frame):
    out = frame.copy()
    out["ratio"] = out["a"] / out["b"]
    return out
# %% test
import pandas as pd
import numpy as np
frame = pd.DataFrame({"a": [1, 2], "b": [2, 4]}, index=["x", "y"])
out = add_ratio(frame)
assert list(out.columns) == ["a", "b", "ratio"] and "ratio" not in frame
assert (out["ratio"] == 0.5).all() and out.shape == (2, 3) and out.loc["x", "ratio"] == 0.5
pd.testing.assert_frame_equal(out[["a", "b"]], frame)
assert out.ratio.dtype == np.float64 and out.iloc[0].to_dict() == {"a": 1, "b": 2, "ratio": 0.5}
for name, row in out.iterrows():
    assert row["ratio"] == 0.5 and name in "xy"
# %% right by assign
add_ratio = lambda frame: frame.assign(ratio=frame.a / frame.b)
# %% right by eval
def add_ratio(frame):
    return frame.eval("ratio = a / b")
# %% right as a frame of an own class
import pandas as pd
class Table(pd.DataFrame):
    @property
    def _constructor(self):
        return Table
def add_ratio(frame):
    table = Table(frame.copy())
    table["ratio"] = [a / b for a, b in zip(table.a, table.b)]
    return table
# %% right with concat
import pandas as pd
def add_ratio(frame):
    return pd.concat([frame, (frame["a"] / frame["b"]).rename("ratio")], axis=1)
# %% wrong in the test's own table
def add_ratio(frame):
    frame["ratio"] = frame["a"] / frame["b"]
    return frame
# %% wrong
def add_ratio(frame):
    return frame.assign(ratio=frame["b"] / frame["a"])

# %% clean
import pandas as pd
def clean(raw):
    out = raw.dropna(subset=["age"]).drop_duplicates().reset_index(drop=True)
    out["age"] = out["age"].astype(int)
    out["joined"] = pd.to_datetime(out["joined"])
    out["plan"] = out["plan"].astype("category")
    return out
# %% test
import pandas as pd
raw = pd.DataFrame({"age": [30, None, 40, 30], "joined": ["2024-01-02"] * 4, "plan": ["pro", "free", "free", "pro"]})
out = clean(raw)
assert len(out) == 2 and out.index.tolist() == [0, 1]
assert pd.api.types.is_integer_dtype(out["age"]) and out["age"].tolist() == [30, 40]
assert pd.api.types.is_datetime64_any_dtype(out["joined"]) and out["joined"].dt.year.tolist() == [2024, 2024]
assert out["plan"].dtype == "category" and set(out["plan"].cat.categories) == {"free", "pro"}
assert isinstance(out["plan"].dtype, pd.CategoricalDtype)
assert out.isna().sum().sum() == 0 and out["joined"].iloc[0] == pd.Timestamp("2024-01-02")
# %% right with nullable integers
import pandas as pd
def clean(raw):
    out = raw[raw.age.notna()].drop_duplicates(ignore_index=True)
    return out.astype({"age": "Int64", "joined": "datetime64[ns]", "plan": pd.CategoricalDtype(["free", "pro"], ordered=True)})
# %% right through records
import pandas as pd
def clean(raw):
    seen, rows = set(), []
    for row in raw.to_dict("records"):
        if row["age"] == row["age"] and tuple(row.values()) not in seen:
            seen.add(tuple(row.values()))
            rows.append({**row, "age": int(row["age"]), "joined": pd.Timestamp(row["joined"])})
    out = pd.DataFrame(rows)
    out["plan"] = pd.Categorical(out["plan"])
    return out
# %% wrong
def clean(raw):
    return raw.dropna()

# %% kinds_of_columns
import pandas as pd
def make():
    return {
        "nullable": pd.Series([1, None, 3], dtype="Int64"),
        "truth": pd.Series([True, None], dtype="boolean"),
        "text": pd.Series(["a", None], dtype="string"),
        "plain": pd.Series(["a", "b"]),
        "zoned": pd.Series(pd.date_range("2024-03-30", periods=3, tz="Europe/Berlin")),
        "delta": pd.Series(pd.to_timedelta(["1h", "2h"])),
        "period": pd.Series(pd.period_range("2024-01", periods=3, freq="M")),
        "bins": pd.cut(pd.Series([1, 5, 9]), [0, 3, 6, 10]),
        "multi": pd.Series([1, 2], index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", "n"])),
        "mixed": pd.Series([1, "a", None, 2.5]),
    }
# %% test
import pandas as pd
import numpy as np
made = make()
assert made["nullable"].dtype == "Int64" and made["nullable"].isna().tolist() == [False, True, False] and made["nullable"].sum() == 4
assert made["truth"].dtype == "boolean" and made["truth"][0] and pd.isna(made["truth"][1])
assert made["text"].dtype == "string" and made["text"].str.upper()[0] == "A"
assert list(made["plain"]) == ["a", "b"]
assert str(made["zoned"].dt.tz) == "Europe/Berlin" and made["zoned"].dt.hour.tolist() == [0, 0, 0]
assert made["zoned"].diff().iloc[-1] == pd.Timedelta(hours=23) and made["zoned"].dt.tz_convert("UTC")[0].hour == 23
assert made["delta"].dt.total_seconds().tolist() == [3600, 7200]
assert made["period"].dt.month.tolist() == [1, 2, 3] and made["period"][0] == pd.Period("2024-01", "M")
assert made["bins"].cat.categories[0] == pd.Interval(0, 3) and 5 in made["bins"][1] and made["bins"].value_counts().sum() == 3
assert made["multi"].loc["b"].tolist() == [2] and made["multi"].index.names == ["k", "n"] and made["multi"].unstack().shape == (2, 2)
assert made["mixed"].tolist()[:2] == [1, "a"] and made["mixed"].dtype == object
pd.testing.assert_frame_equal(pd.DataFrame({"t": made["period"]}), pd.DataFrame({"t": pd.period_range("2024-01", periods=3, freq="M")}))
# %% right one by one
import pandas as pd, numpy as np
def make():
    frame = pd.DataFrame({"k": ["a", "b"], "n": [1, 2], "v": [1, 2]}).set_index(["k", "n"])
    zoned = pd.to_datetime(["2024-03-30", "2024-03-31", "2024-04-01"]).tz_localize("Europe/Berlin")
    return dict(
        nullable=pd.Series(pd.array([1, pd.NA, 3])), truth=pd.Series(pd.array([True, None], dtype="boolean")),
        text=pd.Series(pd.array(["a", pd.NA], dtype=pd.StringDtype())), plain=pd.Series(["a", "b"], dtype=object),
        zoned=zoned.to_series(index=range(3)), delta=pd.Series([pd.Timedelta(hours=1), pd.Timedelta("2h")]),
        period=pd.Series(["2024-01", "2024-02", "2024-03"]).astype("period[M]"),
        bins=pd.Series(pd.Categorical(pd.IntervalIndex.from_breaks([0, 3, 6, 10]), ordered=True)),
        multi=frame["v"], mixed=pd.Series(np.array([1, "a", None, 2.5], dtype=object)),
    )
# %% wrong
import pandas as pd
def make():
    return {k: pd.Series([1, 2]) for k in "nullable truth text plain zoned delta period bins multi mixed".split()}

# %% apply_mine
def category(age):
    return "young" if age < 30 else "old"
def spread(values):
    return values.max() - values.min()
# %% test
import pandas as pd
import numpy as np
people = pd.DataFrame({"age": [20, 40, 30], "team": ["x", "y", "x"]})
assert people["age"].apply(category).tolist() == ["young", "old", "old"]
assert people["age"].map(category).tolist() == ["young", "old", "old"]
assert people.groupby("team")["age"].apply(spread).to_dict() == {"x": 10, "y": 0}
assert people.groupby("team")["age"].agg(spread).to_dict() == {"x": 10, "y": 0}
assert people[["age"]].apply(spread)["age"] == 20
assert people.apply(lambda row: category(row["age"]), axis=1).tolist() == ["young", "old", "old"]
assert people["age"].transform(lambda s: s / spread(people["age"])).max() == 2
assert people.assign(kind=people["age"].map(category)).groupby("kind").size().to_dict() == {"old": 2, "young": 1}
assert people["age"].pipe(spread) == 20
assert people["age"].rolling(2).apply(spread, raw=True).tolist()[1:] == [20, 10]
# %% right as lambdas
category = lambda age: ["old", "young"][age < 30]
spread = lambda values: float(max(values) - min(values))
# %% right as callable objects
import numpy as np
class Category:
    def __init__(self, edge):
        self.edge = edge
    def __call__(self, age):
        return "young" if age < self.edge else "old"
category = Category(30)
spread = np.ptp
# %% right as partials
from functools import partial
def name(edge, age):
    return "young" if age < edge else "old"
category = partial(name, 30)
def spread(values):
    values = sorted(values)
    return values[-1] - values[0]
# %% wrong
category = lambda age: "old"
spread = len

# %% times
import pandas as pd
import datetime as dt
def per_day(stamps):
    return pd.Series(1, index=pd.to_datetime(stamps)).resample("D").sum()
def age_on(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
def next_monday(day):
    return day + dt.timedelta(days=7 - day.weekday())
# %% test
import datetime as dt
import pandas as pd
counts = per_day(["2024-01-01 10:00", "2024-01-01 12:00", "2024-01-03 09:00"])
assert counts.tolist() == [2, 0, 1] and counts.index[1] == pd.Timestamp("2024-01-02")
assert isinstance(counts.index, pd.DatetimeIndex) and counts.index.freq == "D"
assert counts["2024-01-03"] == 1 and counts.idxmax().day == 1
assert age_on(dt.date(2000, 2, 29), dt.date(2024, 2, 28)) == 23
assert next_monday(dt.date(2024, 5, 1)) == dt.date(2024, 5, 6)
assert next_monday(dt.datetime(2024, 5, 1, 12, 30)).strftime("%A %H:%M") == "Monday 12:30"
assert next_monday(dt.datetime(2024, 5, 1, tzinfo=dt.timezone.utc)).tzinfo is not None
# %% right by counting
import pandas as pd
from collections import Counter
from datetime import timedelta
def per_day(stamps):
    days = pd.to_datetime(stamps).normalize()
    return days.value_counts().sort_index().asfreq("D", fill_value=0)
def age_on(born, day):
    years = day.year - born.year
    return years - 1 if (day.month, day.day) < (born.month, born.day) else years
def next_monday(day):
    day += timedelta(days=1)
    while day.weekday():
        day += timedelta(days=1)
    return day
# %% right with pandas' own times
import pandas as pd
def per_day(stamps):
    return pd.DataFrame({"n": 1}, index=pd.DatetimeIndex(stamps)).groupby(pd.Grouper(freq="D"))["n"].sum()
def age_on(born, day):
    return (pd.Timestamp(day) - pd.DateOffset(years=0)).year - born.year - int(f"{day:%m%d}" < f"{born:%m%d}")
def next_monday(day):
    return day + pd.offsets.Week(weekday=0) if hasattr(day, "hour") else (pd.Timestamp(day) + pd.offsets.Week(weekday=0)).date()
# %% wrong
import pandas as pd
def per_day(stamps):
    return pd.Series(1, index=pd.to_datetime(stamps).normalize()).groupby(level=0).sum()
def age_on(born, day):
    return day.year - born.year
def next_monday(day):
    return day

# %% select
import pandas as pd
def top(frame, n):
    return frame.nlargest(n, "score")
def correlation(frame):
    return frame.corr(numeric_only=True)
# %% test
import pandas as pd
import numpy as np
frame = pd.DataFrame({"name": list("abcd"), "score": [3, 9, 1, 7], "size": [6.0, 18, 2, 14]}, index=[10, 20, 30, 40])
best = top(frame, 2)
assert best["name"].tolist() == ["b", "d"] and list(best.index) == [20, 40] and len(best) == 2
assert isinstance(best, pd.DataFrame) and (best.score >= 7).all()
assert set(best.columns) == {"name", "score", "size"}
assert correlation(frame).loc["score", "size"] == 1 and np.allclose(correlation(frame), 1)
assert best.equals(frame.loc[[20, 40]])
# %% right by sorting
def top(frame, n):
    return frame.sort_values("score", ascending=False).head(n)
def correlation(frame):
    return frame[["score", "size"]].corr()
# %% right with iloc and numpy
import numpy as np, pandas as pd
def top(frame, n):
    return frame.iloc[np.argsort(-frame["score"].to_numpy())[:n]]
def correlation(frame):
    names = ["score", "size"]
    return pd.DataFrame(np.corrcoef(frame[names].T).round(12), names, names)
# %% wrong
def top(frame, n):
    return frame.head(n)
def correlation(frame):
    return frame.cov(numeric_only=True)

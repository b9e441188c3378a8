# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %%
from IPython.display import HTML, SVG, Javascript, Markdown, display

display(HTML("<img src=x onerror=\"fetch('/api/v1/me')\"><script>top.location = '/logout'</script>"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"))
display(Javascript("document.cookie"))
display(Markdown("[mine](javascript:alert(1)) <iframe src='/admin'></iframe>"))
display({"application/vnd.custom+json": {"run": "me"}, "text/html": "<form action='/accounts/logout/'>"}, raw=True)
print("<script>alert('stream')</script>")

# %% [markdown]
# <script>alert("text")</script> <svg onload="alert(1)"></svg> [here](javascript:alert(1))

# %%
raise ValueError("<script>alert('error')</script>")

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

# A right answer that goes another way than yours: it finds tests that punish a good idea.

# %% nbgrader={"grade_id": "pass-rate-answer", "solution": true}
def pass_rate(table, hours):
    passed = [row.passed for row in table.itertuples() if not row.hours < hours]
    return sum(passed) / max(len(passed), 1)

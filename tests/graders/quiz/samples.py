"""One quiz with a question of every type, for tests that hold for all."""

from __future__ import annotations

from graders.quiz import Quiz
from tests.graders.quiz import texts

TEXT = r"""
- id: recall
  type: numeric
  points: 2
  text: With $tp = {{tp}}$ and $fn = {{fn}}$, what is the recall?
  variables: {tp: {from: 30, to: 60}, fn: {from: 5, to: 20}}
  require: tp > fn
  answer: tp / (tp + fn)
  tolerance: {relative: 0.005}
  wrong_answers: [{answer: fn / (tp + fn), feedback: This is the miss rate., share: 0.25}]
  explanation: "It is {{tp / (tp + fn):.3f}}."
- id: figures
  type: numeric
  text: The square root of {{n}}?
  variables: {n: {choice: [2, 3, 5, 7]}}
  answer: sqrt(n)
  tolerance: {significant_figures: 3}
  unit: {name: km, accepts: [kilometres]}
- id: pick
  type: single
  text: Which one?
  options: [Yes, No, 0.50]
  answer: Yes
- id: whole
  type: multiple
  points: 3
  scoring: all_or_nothing
  text: Which ones?
  options: [{text: one, correct: true}, {text: two, correct: true}, three, four]
- id: each
  type: multiple
  points: 3
  text: Which ones?
  options: [{text: one, correct: true, feedback: Well seen.}, {text: two, correct: true}, three]
- id: minus
  type: multiple
  scoring: right_minus_wrong
  text: Which ones?
  options: [{text: one, correct: true}, {text: two, correct: true}, three]
- id: cover
  type: multiple
  scoring: coverage
  text: Which ones?
  options: [{text: one, correct: true}, {text: two, correct: true}, three]
- id: word
  type: text
  text: What is tp / (tp + fn) called?
  answer: [recall, sensitivity]
  pattern: (true )?positive rate|tpr
  wrong_answers: [{answer: precision, feedback: Look below the line., share: 0.5}]
- id: match
  type: matching
  points: 1.5
  text: What belongs to what?
  pairs:
    - {item: precision, match: tp / (tp + fp)}
    - {item: recall, match: tp / (tp + fn)}
    - {item: sensitivity, match: tp / (tp + fn)}
  distractors: [tn / (tn + fp)]
- id: order
  type: ordering
  text: In which order?
  items: [split, fit, predict, score]
- id: places
  type: ordering
  scoring: each_place
  text: In which order?
  items: [split, fit, predict, score]
- id: blanks
  type: cloze
  points: 0.7
  text: "The [[metric]] of half of {{a}} is [[half]], in `x[[name]]` and np.array([[1]])."
  variables: {a: {from: 1, to: 9}}
  blanks:
    metric: {options: [recall, precision], answer: recall}
    half: {answer: a / 2, weight: 2}
    name: [why, x]
- id: prints
  type: code_output
  text: What does it print?
  code: |
    for i in range({{n}}):
        pass
    print(f"{i:>3}", {1: {{n}}})
  variables: {n: {choice: [2, 3]}}
  answer: "  {{n - 1}} {1: {{n}}}"
  wrong_answers: [{answer: "  {{n}} {1: {{n}}}", feedback: range stops before its end., share: 0.5}]
- id: matrix
  type: table
  text: "{{tp}} of {{p}} positives were found."
  variables: {tp: {from: 10, to: 20}, p: {from: 21, to: 40}}
  columns: [predicted yes, predicted no]
  rows: [actual yes, actual no]
  cells:
    - [{answer: tp}, {answer: p - tp}]
    - [5, {type: choice, options: [many, few], answer: few}]
"""


def every_type() -> Quiz:
    """The quiz."""
    return texts.quiz(TEXT)

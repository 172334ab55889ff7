"""The pages that stand before the record: what went wrong, and the log-in page. They read nothing from the record."""

from __future__ import annotations

from starlette.requests import Request

from communique.web.safety import Problem, csrf_token
from communique.web.templating import environment


def problem_page(request: Request, problem: Problem) -> str:
    """The page that tells a problem."""
    return environment().get_template("problem.html").render(problem=problem, path=request.url.path)


def log_in_page(request: Request, back: str, wrong: str) -> str:
    """The log-in page; `back` is where it leads to, `wrong` what was wrong with the last try."""
    return environment().get_template("log-in.html").render(csrf=csrf_token(request), back=back, wrong=wrong)

"""Where it runs: articles in, readings out, in the same order and the same to the byte, wherever that is.

    here       in this process
    processes  in several of this machine: the model is loaded once, and shared where the platform allows
    on_ray     on this machine or on a cluster, shard by shard; needs the extra: pip install communique[ray]

A reading is a pure function of its article and the desk, so an engine decides nothing but where and when.
"""

from communique.engine.choosing import MANY, Suited, engine_for
from communique.engine.engine import Engine
from communique.engine.here import Here
from communique.engine.on_ray import OnRay
from communique.engine.processes import Processes

__all__ = ["MANY", "Engine", "Here", "OnRay", "Processes", "Suited", "engine_for"]

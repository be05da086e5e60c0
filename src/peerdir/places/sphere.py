"""Points on a sphere of radius 1, so that which of many is nearest takes three products for each."""

import math


def on_sphere(north: float, east: float) -> tuple[float, float, float]:
    """Return a point, given in degrees, as x, y and z: two are the nearer, the larger their scalar product."""
    latitude, longitude = math.radians(north), math.radians(east)
    return math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)


def least_product(far: float, radius: float) -> float:
    """Return the scalar product of points `far` apart on a sphere; half round it is as far as it goes."""
    return math.cos(min(far / radius, math.pi))

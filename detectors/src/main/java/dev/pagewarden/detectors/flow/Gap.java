package dev.pagewarden.detectors.flow;

/**
 * A place where a bound kept the analysis from looking further, so that findings may be missing
 * behind it.
 *
 * @param bound what it was
 * @param at the method that was left, as a location on its first line: for {@link Bound#WORK} the
 *     one that took too much, else the one with the call that was not followed
 * @param times how often it was left
 */
public record Gap(Bound bound, Location at, int times) {}

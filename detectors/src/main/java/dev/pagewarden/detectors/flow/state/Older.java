package dev.pagewarden.detectors.flow.state;

/**
 * The identity of all objects that an instruction made before the one it made last.
 *
 * @param identity the identity of the one it made last
 */
public record Older(Object identity) {}

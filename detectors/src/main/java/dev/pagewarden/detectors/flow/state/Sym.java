package dev.pagewarden.detectors.flow.state;

/**
 * An unknown number or truth value that has a name, so that two tests of it agree.
 *
 * @param identity where it comes from
 * @param bool whether it is a boolean
 * @param consentOf the buffer for which a true value is the exporter's consent, or null
 */
public record Sym(Object identity, boolean bool, Obj consentOf) {}

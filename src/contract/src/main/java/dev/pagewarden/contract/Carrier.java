package dev.pagewarden.contract;

/**
 * What a member hands over.
 *
 * @param subject what the value is
 * @param form how it is wrapped
 */
public record Carrier(Subject subject, Form form) {}

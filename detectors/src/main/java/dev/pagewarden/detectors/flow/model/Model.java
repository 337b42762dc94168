package dev.pagewarden.detectors.flow.model;

import java.util.List;

/**
 * What a library method does.
 *
 * @param name the method, as {@code java.util.List.add(Object)}
 * @param statements what it does, in order
 */
public record Model(String name, List<Statement> statements) {}

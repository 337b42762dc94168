package dev.pagewarden.detectors.flow;

import java.util.List;
import java.util.Map;

/**
 * What the analysis found.
 *
 * @param findings in order of class, method and bytecode index of where they are reported
 * @param unreadable classes whose class file could not be read, with the reason
 * @param budgetsHit how often each named bound stopped the analysis from looking further
 */
public record FlowResult(
    List<Finding> findings, Map<String, String> unreadable, Map<String, Integer> budgetsHit) {}

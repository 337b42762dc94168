package dev.pagewarden.contract;

/**
 * An interface whose implementers own pages.
 *
 * @param type the interface, simple or qualified
 * @param mapMethod name of the method that makes the table for an attachment
 * @param unmapMethod name of the method that takes it back, or null
 */
public record Exporter(String type, String mapMethod, String unmapMethod) {}

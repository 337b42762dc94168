package dev.pagewarden.contract;

/**
 * A buffer type and how to ask one who it is, for messages and records.
 *
 * @param type the type, simple or qualified
 * @param nameMember the method without parameters that returns the buffer's name, or null
 * @param exporterMember the method without parameters that returns its exporter, or null
 */
public record BufferType(String type, String nameMember, String exporterMember) {}

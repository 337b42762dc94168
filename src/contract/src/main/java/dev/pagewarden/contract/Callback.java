package dev.pagewarden.contract;

/**
 * An argument that is called back with a subject, such as the consumer given to {@code
 * forEachPage}.
 *
 * @param argument index of the argument that is called back, the receiver not counted
 * @param parameter index of the parameter that receives the subject in the functional interface's
 *     method
 * @param carrier what it receives
 */
public record Callback(int argument, int parameter, Carrier carrier) {}

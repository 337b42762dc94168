package dev.pagewarden.evidence;

/**
 * A place in a class file where a member is used: the identity that static findings and run-time
 * records share.
 *
 * @param className internal name of the class that holds the instruction ({@code a/b/C})
 * @param methodName name of the method that holds it, as in the class file ({@code lambda$run$0}
 *     for a lambda's body)
 * @param descriptor descriptor of that method
 * @param bytecodeIndex offset of the instruction in the method's original code, in bytes; -1 if
 *     unknown
 * @param ordinal how many instructions with the same member (owner, name, descriptor) precede it in
 *     the method; -1 if unknown
 * @param line source line; -1 if unknown
 */
public record CallSite(
    String className,
    String methodName,
    String descriptor,
    int bytecodeIndex,
    int ordinal,
    int line) {}

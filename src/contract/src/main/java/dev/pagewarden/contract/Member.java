package dev.pagewarden.contract;

/**
 * One rule of the contract: a method or field and what it does.
 *
 * @param role what it does
 * @param owner the declaring type: a simple name ({@code SgTable}), a qualified one ({@code
 *     a.b.SgTable}) or {@code *}
 * @param name the member's name
 * @param descriptor the method descriptor, or null if any
 * @param field whether it is a field rather than a method
 * @param operand what must be an imported value for the rule to apply (for MAP: unused; for UNMAP:
 *     the table): {@link #RECEIVER} or an argument index
 * @param result what the member returns when the rule applies, or null if nothing that needs
 *     following
 * @param callback what a callback argument receives when the rule applies, or null
 * @param kind the kind of an ACCESS, else null
 * @param remedy for an ACCESS, what to do instead: a phrase that completes "instead, ..."; else
 *     null
 * @param origin where the rule stands, as {@code file:line}
 */
public record Member(
    Role role,
    String owner,
    String name,
    String descriptor,
    boolean field,
    int operand,
    Carrier result,
    Callback callback,
    AccessKind kind,
    String remedy,
    String origin) {

  /** The {@link #operand} that stands for the receiver. */
  public static final int RECEIVER = -1;
}

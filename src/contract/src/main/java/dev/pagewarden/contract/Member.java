package dev.pagewarden.contract;

import java.util.List;

/**
 * One rule of the contract: a method or field and what it does.
 *
 * @param role what it does
 * @param owner the declaring type: a simple name ({@code SgTable}), a qualified one ({@code
 *     a.b.SgTable}) or {@code *}
 * @param name the member's name ({@code <init>} for a constructor), or {@code *} for every member
 *     but what {@code Object} declares
 * @param parameters the parameter types as written in Java ({@code ByteBuffer}, {@code long[]},
 *     {@code a.b.C}), or null if any will do
 * @param field whether it is a field rather than a method
 * @param operand what must be an imported value for the rule to apply (for MAP: unused; for UNMAP:
 *     the table): {@link #RECEIVER}, an argument index, {@link #ANY_ARGUMENT} or {@link #ANYWHERE};
 *     {@link Contract#operands} resolves it for a call
 * @param takes what the operand must be, or null where it is nothing that comes from a mapping (MAP
 *     and CONSENT)
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
    List<String> parameters,
    boolean field,
    int operand,
    Carrier takes,
    Carrier result,
    Callback callback,
    AccessKind kind,
    String remedy,
    String origin) {

  /** The {@link #operand} that stands for the receiver. */
  public static final int RECEIVER = -1;

  /** The {@link #operand} that stands for whichever argument is of the type asked for. */
  public static final int ANY_ARGUMENT = -2;

  /** The {@link #operand} that stands for the receiver or whichever argument is of the type. */
  public static final int ANYWHERE = -3;

  /** The {@link #owner} or {@link #name} that stands for any. */
  public static final String ANY = "*";

  /** Returns the member for a message: {@code SgTable.pages()}, {@code Scatterlist.pageLink}. */
  public String display() {
    if (name.equals("<init>")) {
      return "new " + owner + "()";
    }
    return (owner.equals(ANY) ? "" : owner + ".") + name + (field ? "" : "()");
  }
}

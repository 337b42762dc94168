package dev.pagewarden.contract;

import java.util.List;

/** A contract that cannot be used; carries every mistake that was found in it. */
public final class ContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  ContractException(List<String> mistakes) {
    super(String.join(System.lineSeparator(), mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** Returns the mistakes, each as {@code file:line:column: what is wrong; how to mend it}. */
  public List<String> mistakes() {
    return mistakes == null ? List.of(getMessage()) : mistakes;
  }
}

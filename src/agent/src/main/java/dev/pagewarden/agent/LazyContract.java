package dev.pagewarden.agent;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.ContractSource;
import java.io.IOException;
import java.util.List;

/**
 * The contract, read when it is first needed: most programs have nothing to do with it, and reading
 * it would take most of the agent's start. One with parts of the project's own is read at once, so
 * that mistakes in it are told.
 */
final class LazyContract {
  private final boolean isBuiltIn;
  private volatile Contract contract;

  private LazyContract(boolean isBuiltIn, Contract contract) {
    this.isBuiltIn = isBuiltIn;
    this.contract = contract;
  }

  /** Returns a contract that is read already. */
  static LazyContract of(Contract contract) {
    return new LazyContract(false, contract);
  }

  /**
   * Returns the built-in contract with additions.
   *
   * @param additions of libraries and of the project, perhaps none
   * @throws IllegalArgumentException if there are mistakes in them; it names them all
   */
  static LazyContract of(List<ContractSource> additions) {
    if (additions.isEmpty()) {
      return new LazyContract(true, null);
    }
    Contract.Loaded loaded = Contract.load(additions);
    if (loaded.contract() == null) {
      throw new IllegalArgumentException(String.join(" | ", loaded.mistakes()));
    }
    return of(loaded.contract());
  }

  Contract get() {
    Contract read = contract;
    return read == null ? read() : read;
  }

  private synchronized Contract read() {
    if (contract == null) {
      contract = Contract.builtIn();
    }
    return contract;
  }

  /** Returns the test whether a class has to be looked at; does not read the contract for it. */
  PoolScan poolScan() throws IOException {
    return isBuiltIn ? PoolScan.ofBuiltIn() : PoolScan.of(contract);
  }
}

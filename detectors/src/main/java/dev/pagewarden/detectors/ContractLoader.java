package dev.pagewarden.detectors;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.ContractSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the contract of one run. A document with a mistake is left out, each of its mistakes is
 * told, and the analysis goes on with the others.
 */
final class ContractLoader {
  private ContractLoader() {}

  static Contract load(List<ContractSource> sources, Journal journal) {
    List<ContractSource> valid = new ArrayList<>();
    Contract contract = Contract.builtIn();
    for (ContractSource source : sources) {
      valid.add(source);
      Contract.Loaded loaded = Contract.load(valid);
      if (loaded.contract() == null) {
        valid.remove(valid.size() - 1);
        loaded.mistakes().forEach(journal::mistake);
      } else {
        contract = loaded.contract();
      }
    }
    return contract;
  }
}

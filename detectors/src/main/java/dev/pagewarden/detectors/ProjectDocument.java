package dev.pagewarden.detectors;

import dev.pagewarden.contract.ContractSource;
import java.util.function.Consumer;

/**
 * A contract or models document of one run.
 *
 * @param source the document
 * @param complain whom to tell of its mistakes: the project's own are for it to mend, those of a
 *     dependency are not
 */
record ProjectDocument(ContractSource source, Consumer<String> complain) {}

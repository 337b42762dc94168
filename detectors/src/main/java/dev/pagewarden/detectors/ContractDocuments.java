package dev.pagewarden.detectors;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.ContractSource;
import edu.umd.cs.findbugs.SystemProperties;
import edu.umd.cs.findbugs.classfile.IClassPath;
import edu.umd.cs.findbugs.classfile.ICodeBase;
import edu.umd.cs.findbugs.classfile.ICodeBaseEntry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The contract documents of one run: what the entries of SpotBugs' class path carry, in class path
 * order, then the files that the project names. A document with a mistake is left out, each of its
 * mistakes is told, and the analysis goes on with the others.
 */
final class ContractDocuments {
  private final Journal journal;
  private final List<ContractDocument> documents = new ArrayList<>();

  private ContractDocuments(Journal journal) {
    this.journal = journal;
  }

  /** Gathers the documents of a run. */
  static ContractDocuments of(IClassPath classPath, Journal journal) {
    ContractDocuments found = new ContractDocuments(journal);
    found.addCarried(classPath.appCodeBaseIterator(), journal::mistake);
    found.addCarried(classPath.auxCodeBaseIterator(), journal::note);
    found.addNamed(SystemProperties.getProperty(ContractSource.PROPERTY));
    return found;
  }

  /** Reads them on top of the built-in contract. */
  Contract read() {
    List<ContractSource> valid = new ArrayList<>();
    Contract contract = Contract.builtIn();
    for (ContractDocument document : documents) {
      valid.add(document.source());
      Contract.Loaded loaded = Contract.load(valid);
      if (loaded.contract() == null) {
        valid.remove(valid.size() - 1);
        loaded.mistakes().forEach(document.complain());
      } else {
        contract = loaded.contract();
      }
    }
    return contract;
  }

  private void addCarried(Iterator<? extends ICodeBase> codeBases, Consumer<String> complain) {
    while (codeBases.hasNext()) {
      ICodeBase codeBase = codeBases.next();
      ICodeBaseEntry entry = codeBase.lookupResource(ContractSource.RESOURCE);
      if (entry != null) {
        String name = codeBase.getPathName() + "!/" + ContractSource.RESOURCE;
        try (InputStream in = entry.openResource()) {
          documents.add(new ContractDocument(ContractSource.of(in, name), complain));
        } catch (IOException e) {
          complain.accept(name + ": cannot be read (" + e.getMessage() + "); left out");
        }
      }
    }
  }

  private void addNamed(String paths) {
    if (paths == null) {
      return;
    }
    for (String path : paths.split(File.pathSeparator)) {
      if (!path.isBlank()) {
        addFile(path.strip());
      }
    }
  }

  private void addFile(String path) {
    String option = "-D" + ContractSource.PROPERTY + "=" + path;
    try {
      ContractSource source = ContractSource.of(Path.of(path));
      documents.add(new ContractDocument(source, journal::mistake));
    } catch (NoSuchFileException e) {
      // The Maven plugin runs SpotBugs in target/, so a relative path rarely means what it says.
      journal.mistake(
          "%s: no such file below %s; give an absolute path, as ${project.basedir}/%s"
              .formatted(option, Path.of("").toAbsolutePath(), path));
    } catch (IOException | InvalidPathException e) {
      journal.mistake(option + ": cannot be read: " + e.getMessage());
    }
  }
}

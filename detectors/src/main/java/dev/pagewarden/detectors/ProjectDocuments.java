package dev.pagewarden.detectors;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.ContractSource;
import dev.pagewarden.detectors.flow.PoolSearch;
import dev.pagewarden.detectors.flow.model.Models;
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
 * The contract or models documents of one run: what the entries of SpotBugs' class path carry, in
 * class path order, then the files that the project names. A document with a mistake is left out,
 * each of its mistakes is told, and the analysis goes on with the others.
 */
final class ProjectDocuments {
  private final Journal journal;
  private final String resource;
  private final String property;
  private final List<ProjectDocument> documents = new ArrayList<>();
  private Contract contract;

  private ProjectDocuments(Journal journal, String resource, String property) {
    this.journal = journal;
    this.resource = resource;
    this.property = property;
  }

  private static ProjectDocuments gather(
      IClassPath classPath, Journal journal, String resource, String property) {
    ProjectDocuments found = new ProjectDocuments(journal, resource, property);
    found.addCarried(classPath.appCodeBaseIterator(), journal::mistake);
    found.addCarried(classPath.auxCodeBaseIterator(), journal::note);
    found.addNamed(SystemProperties.getProperty(property));
    return found;
  }

  /** Finds a run's contracts. */
  static ProjectDocuments contracts(IClassPath classPath, Journal journal) {
    return gather(classPath, journal, ContractSource.RESOURCE, ContractSource.PROPERTY);
  }

  /** Reads a run's models of library methods on top of the built-in ones. */
  static Models models(IClassPath classPath, Journal journal) {
    return gather(classPath, journal, Models.RESOURCE, Models.PROPERTY).models();
  }

  private Models models() {
    for (ProjectDocument document : documents) {
      Models.load(List.of(document.source())).mistakes().forEach(document.complain());
    }
    return Models.load(documents.stream().map(ProjectDocument::source).toList()).models();
  }

  /**
   * Returns the search for classes that name a method that maps or a table's type, without reading
   * the built-in contract alone.
   */
  PoolSearch firstLook() {
    return documents.isEmpty()
        ? new PoolSearch(Contract.builtInMapNames(), Contract.builtInTableNames())
        : new PoolSearch(contract().mapNames(), contract().tableNames());
  }

  /** Returns the contracts, read once, on top of the built-in one. */
  Contract contract() {
    if (contract == null) {
      contract = readContract();
    }
    return contract;
  }

  private Contract readContract() {
    List<ContractSource> valid = new ArrayList<>();
    Contract read = Contract.builtIn();
    for (ProjectDocument document : documents) {
      valid.add(document.source());
      Contract.Loaded loaded = Contract.load(valid);
      if (loaded.contract() == null) {
        valid.remove(valid.size() - 1);
        loaded.mistakes().forEach(document.complain());
      } else {
        read = loaded.contract();
      }
    }
    return read;
  }

  private void addCarried(Iterator<? extends ICodeBase> codeBases, Consumer<String> complain) {
    while (codeBases.hasNext()) {
      ICodeBase codeBase = codeBases.next();
      ICodeBaseEntry entry = codeBase.lookupResource(resource);
      if (entry != null) {
        String name = codeBase.getPathName() + "!/" + resource;
        try (InputStream in = entry.openResource()) {
          documents.add(new ProjectDocument(ContractSource.of(in, name), complain));
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
    String option = "-D" + property + "=" + path;
    try {
      ContractSource source = ContractSource.of(Path.of(path));
      documents.add(new ProjectDocument(source, journal::mistake));
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

/**
 * YAML with located complaints: {@link dev.pagewarden.contract.yaml.YamlReader} reads a document,
 * {@link dev.pagewarden.contract.yaml.YamlNode} and {@link dev.pagewarden.contract.yaml.YamlMap}
 * take it apart, and every mistake lands in {@link dev.pagewarden.contract.yaml.Mistakes} with its
 * place and its mend. Nothing is ever instantiated by name; what the contract means is not known
 * here.
 */
package dev.pagewarden.contract.yaml;

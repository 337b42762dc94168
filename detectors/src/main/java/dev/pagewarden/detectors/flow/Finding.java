package dev.pagewarden.detectors.flow;

import dev.pagewarden.contract.Member;
import java.util.List;

/**
 * An access to the CPU side of an imported table.
 *
 * @param access the rule of the contract that was broken
 * @param accessor the member that was used, as {@code Scatterlist.page()}
 * @param at where the finding is reported: the access itself, or, if that lies in a dependency, the
 *     call in the application that leads there
 * @param accessedAt the access itself
 * @param mappedAt where the table was mapped
 * @param enclosingMethod name and descriptor ({@code run(I)V}) of the method of {@code at}'s class
 *     as written in the source: for a lambda's body the method around it
 * @param enclosingMethodIsStatic whether that method is static
 * @param path the way from the mapping to the access, both included, in order
 */
public record Finding(
    Member access,
    String accessor,
    Location at,
    Location accessedAt,
    Location mappedAt,
    String enclosingMethod,
    boolean enclosingMethodIsStatic,
    List<Step> path) {}

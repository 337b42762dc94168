package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import support.Rig

private class Node(val table: SgTable?, val next: Node?)

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("null-safety"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsSafeCall(table)
        reportsElvis(table)
        reportsElvisReturn(table)
        reportsAssertion(table)
        reportsSmartCast(table)
        reportsCasts(table)
        reportsWhen(table)
        acceptsTheOtherBranch(table)
        reportsWhenAsValue(table)
        acceptsStringAndIntWhen(table)
        reportsChain(table)
        acceptsFlag(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun maybe(table: SgTable, wanted: Boolean): SgTable? = if (wanted) table else null

private fun reportsSafeCall(table: SgTable) {
    val some = maybe(table, true)
    Rig.check(some?.pages()?.size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(some?.firstEntry()?.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsElvis(table: SgTable) {
    val some = maybe(table, false) ?: table
    Rig.check(some.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    val ours = null ?: Rig.ownTable()
    Rig.check(ours.pages().size == 4, "four pages")
}

private fun reportsElvisReturn(table: SgTable) {
    Rig.check(firstAddress(table) != 0L, "an address")
    Rig.check(firstAddress(null) == 0L, "none")
}

private fun firstAddress(table: SgTable?): Long {
    val entry = table?.firstEntry() ?: return 0
    return entry.virtualAddress() // expect: DMABUF_PAGE_ACCESS
}

private fun reportsAssertion(table: SgTable) {
    val some: SgTable? = maybe(table, true)
    Rig.check(some!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(requireNotNull(some).pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(checkNotNull(some) { "none" }.pages().size == 4, "four") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsSmartCast(table: SgTable) {
    val any: Any = table
    if (any is SgTable && any.nents() == 4) {
        Rig.check(any.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
    if (any !is SgTable) return
    Rig.check(any.firstEntry().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsCasts(table: SgTable) {
    val any: Any? = table
    Rig.check((any as SgTable).pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check((any as? SgTable)?.pages()?.size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check((any as? Scatterlist)?.page() == null, "not an entry")
}

private fun touch(value: Any?): Int = when (value) {
    null -> 0
    is String -> value.length
    is SgTable -> value.pages().size // expect: DMABUF_PAGE_ACCESS
    is Scatterlist -> value.dmaLength().toInt()
    else -> -1
}

private fun reportsWhen(table: SgTable) {
    Rig.check(touch(table) == 4, "four pages")
    Rig.check(touch(table.firstEntry()) == Rig.PAGE_SIZE, "a page of bytes")
    Rig.check(touch("text") + touch(null) == 4, "four")
}

private fun look(value: Any): Int = when (value) {
    is SgTable -> value.nents()
    is Scatterlist -> if (value.page() != null) 1 else 0
    else -> -1
}

private fun acceptsTheOtherBranch(table: SgTable) {
    Rig.check(look(table) == 4, "four entries")
    Rig.check(look(Rig.ownTable().firstEntry()) == 1, "a page")
}

private fun reportsWhenAsValue(table: SgTable) {
    val which = table.nents()
    val some = when {
        which > 9 -> Rig.ownTable()
        which == 4 -> table
        else -> null
    }
    Rig.check(some?.pages()?.size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsStringAndIntWhen(table: SgTable) {
    val picked = when ("${table.nents()}") {
        "4" -> Rig.ownTable()
        "scanout" -> Rig.ownTable(1)
        else -> Rig.ownTable(2)
    }
    Rig.check(picked.pages().size == 4, "four pages")
    val size = when (table.nents()) {
        1, 2 -> 0
        in 3..5 -> Rig.ownTable().pages().size
        else -> 9
    }
    Rig.check(size == 4, "four pages")
}

private fun reportsChain(table: SgTable) {
    val list = Node(null, Node(table, null))
    Rig.check(list.next?.table?.firstEntry()?.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check(list.table?.pages() == null, "no table")
    var node: Node? = list
    while (node != null) {
        node.table?.let { Rig.check(it.pages().size == 4, "four pages") } // expect: DMABUF_PAGE_ACCESS
        node = node.next
    }
}

private fun acceptsFlag(table: SgTable) {
    for (imported in listOf(true, false)) {
        val some = if (imported) table else Rig.ownTable()
        if (!imported) {
            Rig.check(some.pages().size == 4, "four pages")
        }
    }
}

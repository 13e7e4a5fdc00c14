package io.cowrite.bench;

import java.util.List;

/** Something that grows, and what is measured while it does. */
interface GrowthDimension {

    /** What is measured, without rows. */
    GrowthTable table();

    /** What it is measured at unless told otherwise, separated by commas. */
    String sizes();

    /** A row for each of {@code sizes}, which are in growing order, of services of its own. */
    List<GrowthTable.Row> measure(Options options, List<Long> sizes) throws Exception;
}

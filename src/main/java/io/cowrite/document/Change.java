package io.cowrite.document;

import io.cowrite.access.Role;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import org.jspecify.annotations.Nullable;

/** A change of a record: checked. What is null stays as it is. */
record Change(@Nullable String title, @Nullable GeneralAccess access) {

    /** What the address alone opens; null: nothing. */
    record GeneralAccess(@Nullable Role role) {}

    /** The body of the call. */
    record Body(@Nullable String title, @Nullable String generalAccess) {

        Change checked() {
            return new Change(
                    title == null ? null : NewDocument.title(title),
                    generalAccess == null ? null : Change.access(generalAccess));
        }
    }

    /** Ownership is not given away by an address. */
    private static GeneralAccess access(String name) {
        if (name.equals(RecordAnswer.NO_ACCESS)) {
            return new GeneralAccess(null);
        }
        return Role.ofWireName(name)
                .filter(role -> role != Role.OWNER)
                .map(GeneralAccess::new)
                .orElseThrow(() -> new ProblemException(ProblemCode.INVALID_ACCESS));
    }
}

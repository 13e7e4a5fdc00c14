package io.cowrite.document;

import io.cowrite.access.Role;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

@Converter(autoApply = true)
class RoleColumn implements AttributeConverter<@Nullable Role, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Role role) {
        return role == null ? null : role.wireName();
    }

    @Override
    public @Nullable Role convertToEntityAttribute(@Nullable String name) {
        return name == null
                ? null
                : Role.ofWireName(name).orElseThrow(() -> new IllegalStateException("no role is called " + name));
    }
}

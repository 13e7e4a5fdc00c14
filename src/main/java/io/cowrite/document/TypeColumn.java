package io.cowrite.document;

import io.cowrite.protocol.DocumentType;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.Optional;

@Converter(autoApply = true)
class TypeColumn implements AttributeConverter<DocumentType, String> {

    /** Empty unless {@code name} is exactly a type's name. */
    static Optional<DocumentType> find(String name) {
        return Arrays.stream(DocumentType.values())
                .filter(type -> type.wireName().equals(name))
                .findFirst();
    }

    @Override
    public String convertToDatabaseColumn(DocumentType type) {
        return type.wireName();
    }

    @Override
    public DocumentType convertToEntityAttribute(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no type of document is called " + name));
    }
}

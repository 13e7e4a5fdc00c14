package io.cowrite;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import static com.tngtech.archunit.lang.conditions.ArchConditions.haveNameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

class StyleTests {

    private final JavaClasses classes = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackagesOf(Cowrite.class);

    @Test
    void everyPackageSaysThatNothingIsNullUnlessItSaysSo() {
        List<String> unmarked = classes.getPackage("io.cowrite").getSubpackagesInTree().stream()
                .filter(candidate -> !candidate.getClasses().isEmpty())
                .filter(candidate -> !candidate.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();
        assertThat(unmarked).isEmpty();
        assertThat(classes.getPackage("io.cowrite").isAnnotatedWith(NullMarked.class)).isTrue();
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        noClasses().should(haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Data|Info)"))
                .because("a class is named for what it is, or for what sets it apart from its siblings")
                .check(classes);
    }

    /** Decision 25: its parsers would cost each start 0.7 s. */
    @Test
    void noRepositoryAsksInAnotherLanguageThanSql() {
        Set<String> notQueries = Set.of("saveAndFlush", "findById", "findAllById");
        List<String> others = classes.stream()
                .filter(candidate -> candidate.isInterface() && candidate.isAssignableTo(Repository.class))
                .flatMap(repository -> repository.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(method -> !method.isAnnotatedWith(NativeQuery.class))
                .filter(method -> !notQueries.contains(method.getName()) || method.isMetaAnnotatedWith(Query.class))
                .map(JavaMethod::getFullName)
                .toList();
        assertThat(others).isEmpty();
    }
}

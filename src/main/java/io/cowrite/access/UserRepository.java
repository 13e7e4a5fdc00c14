package io.cowrite.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

interface UserRepository extends Repository<User, UUID> {

    Optional<User> findById(UUID id);

    List<User> findAllById(Iterable<UUID> ids);

    /** One statement, so that two first visits at once do not collide. */
    @Modifying
    @NativeQuery("insert into app_user (id, name, color, created_at) values (:id, :name, :color, :now)"
            + " on conflict do nothing")
    void insertIfAbsent(UUID id, String name, String color, Instant now);

    @Modifying
    @NativeQuery("update app_user set name = :name, color = :color where id = :id")
    void rename(UUID id, String name, String color);
}

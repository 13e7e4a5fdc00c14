package io.cowrite.room;

import io.cowrite.protocol.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Last sequences as a snapshot holds them: user, client and sequence of each, who wrote longest ago first. Pure. */
final class ReplicasForm {

    private ReplicasForm() {}

    static byte[] encode(List<Replicas.Last> replicas) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 + 80 * replicas.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(replicas.size());
            for (Replicas.Last each : replicas) {
                out.writeUTF(each.replica().userId());
                out.writeUTF(each.replica().clientId());
                out.writeLong(each.sequence());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedException unless {@code bytes} are what {@code encode} gives */
    static Replicas decode(byte[] bytes, int replicasMax) throws MalformedException {
        Replicas replicas = new Replicas(replicasMax);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int left = in.readInt(); left > 0; left--) {
                ReplicaId replica = new ReplicaId(in.readUTF(), in.readUTF());
                replicas.add(replica, in.readLong());
            }
            if (in.read() >= 0) {
                throw new MalformedException("more than the replicas of a snapshot");
            }
            return replicas;
        } catch (IOException e) {
            throw new MalformedException("not the replicas of a snapshot: " + e.getMessage());
        }
    }
}

package io.cowrite.nemesis;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What goes wrong; each is over when {@link #befall} returns, but for services that are still starting. */
enum Fault {
    SERVICE_KILLED(30) {
        @Override
        void befall(Scene scene, Random random) throws InterruptedException {
            scene.someNode(random).kill();
        }
    },
    POSTGRES_KILLED(12) {
        @Override
        void befall(Scene scene, Random random) throws IOException, InterruptedException {
            scene.postgres().kill();
            Thread.sleep(random.nextInt(500));
            scene.postgres().startAgain();
        }
    },
    BOTH_KILLED(3) {
        @Override
        void befall(Scene scene, Random random) throws IOException, InterruptedException {
            scene.someNode(random).kill();
            scene.tally().add(name());
            POSTGRES_KILLED.strike(scene, random);
        }
    },
    POSTGRES_RESTARTED(2) {
        @Override
        void befall(Scene scene, Random random) throws IOException {
            scene.postgres().stop();
            scene.postgres().startAgain();
        }
    },
    POSTGRES_AWAY(1) {
        @Override
        void befall(Scene scene, Random random) throws IOException, InterruptedException {
            scene.postgres().stop();
            Thread.sleep(random.nextInt(1_000, 10_000));
            scene.postgres().startAgain();
        }
    },
    POSTGRES_AWAY_A_MINUTE(0) {
        @Override
        void befall(Scene scene, Random random) throws IOException, InterruptedException {
            scene.postgres().stop();
            Thread.sleep(60_000);
            scene.postgres().startAgain();
        }
    },
    POSTGRES_FROZEN(1) {
        @Override
        void befall(Scene scene, Random random) throws IOException, InterruptedException {
            // The whole family: a frozen postmaster alone would hardly be noticed.
            List<Long> family = Stream.concat(Stream.of(scene.postgres().pid()),
                    ProcessHandle.of(scene.postgres().pid()).orElseThrow().descendants().map(ProcessHandle::pid))
                    .toList();
            for (long pid : family) {
                ServiceProcess.signal(pid, "STOP");
            }
            Thread.sleep(random.nextInt(1_000, 6_000));
            for (long pid : family) {
                ServiceProcess.signal(pid, "CONT");
            }
        }
    },
    DATABASE_SLOW(2) {
        @Override
        void befall(Scene scene, Random random) throws InterruptedException {
            through(scene.someNode(random).database(), FaultProxy.Way.SLOW, random.nextInt(1_000, 4_000));
        }
    },
    DATABASE_STALLED(2) {
        @Override
        void befall(Scene scene, Random random) throws InterruptedException {
            through(scene.someNode(random).database(), FaultProxy.Way.STALL, random.nextInt(500, 6_000));
        }
    },
    DATABASE_SWALLOWED(2) {
        @Override
        void befall(Scene scene, Random random) throws InterruptedException {
            through(scene.someNode(random).database(), FaultProxy.Way.SWALLOW, random.nextInt(100, 8_000));
        }
    },
    DATABASE_CUT(5) {
        @Override
        void befall(Scene scene, Random random) {
            scene.someNode(random).database().cut();
        }
    },
    DATABASE_REFUSED(2) {
        @Override
        void befall(Scene scene, Random random) throws InterruptedException {
            through(scene.someNode(random).database(), FaultProxy.Way.REFUSE, random.nextInt(100, 3_000));
        }
    },
    DATABASE_HALF_CLOSED(2) {
        @Override
        void befall(Scene scene, Random random) {
            scene.someNode(random).database().halfClose(random);
        }
    },
    DATABASE_SPLIT(1) {
        @Override
        void befall(Scene scene, Random random) throws InterruptedException {
            through(scene.someNode(random).database(), FaultProxy.Way.SPLIT, random.nextInt(100, 1_000));
        }
    },
    CLIENTS_CUT(5) {
        @Override
        void befall(Scene scene, Random random) {
            scene.someNode(random).clients().cut();
        }
    },
    CLIENTS_HALF_CLOSED(2) {
        @Override
        void befall(Scene scene, Random random) {
            scene.someNode(random).clients().halfClose(random);
        }
    },
    CLIENTS_STALLED(2) {
        @Override
        void befall(Scene scene, Random random) throws InterruptedException {
            through(scene.someNode(random).clients(), FaultProxy.Way.STALL, random.nextInt(500, 5_000));
        }
    },
    CLIENTS_SWALLOWED(2) {
        @Override
        void befall(Scene scene, Random random) throws InterruptedException {
            through(scene.someNode(random).clients(), FaultProxy.Way.SWALLOW, random.nextInt(100, 3_000));
        }
    },
    CLIENTS_SPLIT(2) {
        @Override
        void befall(Scene scene, Random random) throws InterruptedException {
            through(scene.someNode(random).clients(), FaultProxy.Way.SPLIT, random.nextInt(100, 1_000));
        }
    },
    SERVICE_FROZEN(2) {
        @Override
        void befall(Scene scene, Random random) throws IOException, InterruptedException {
            freeze(scene.someNode(random), random.nextInt(1_000, 6_000));
        }
    },
    SERVICE_FROZEN_LONG(0) {
        @Override
        void befall(Scene scene, Random random) throws IOException, InterruptedException {
            freeze(scene.someNode(random), random.nextInt(6_000, 30_000));
        }
    };

    /** How often it is drawn, beside the others. */
    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    abstract void befall(Scene scene, Random random) throws IOException, InterruptedException;

    final void strike(Scene scene, Random random) throws IOException, InterruptedException {
        scene.tally().add(name());
        befall(scene, random);
    }

    int weight() {
        return weight;
    }

    private static void through(FaultProxy proxy, FaultProxy.Way way, int millis) throws InterruptedException {
        proxy.let(way);
        Thread.sleep(millis);
        proxy.let(FaultProxy.Way.PASS);
    }

    private static void freeze(Node node, int millis) throws IOException, InterruptedException {
        if (node.process().isUp()) {
            node.process().signal("STOP");
            Thread.sleep(millis);
            node.process().signal("CONT");
        }
    }

    /** One of {@code some}, by weight, or each alike if none has one. */
    static Fault draw(List<Fault> some, Random random) {
        int sum = some.stream().mapToInt(fault -> Math.max(1, fault.weight)).sum();
        int drawn = random.nextInt(sum);
        for (Fault fault : some) {
            drawn -= Math.max(1, fault.weight);
            if (drawn < 0) {
                return fault;
            }
        }
        return some.getFirst();
    }
}

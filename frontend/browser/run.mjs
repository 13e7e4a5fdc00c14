console.error("no browser tests yet");
process.exit(1);

#!/usr/bin/env node
// Reads news.enriched with clients that are not ours and prints one JSON line a record.
//
// Exit status: 0 read what was asked for (or the topic's end within the time), 64 usage,
// 65 a record that cannot be decoded, 69 broker or registry not reachable, 130/143 signals.
'use strict';

const os = require('node:os');
const { parseArgs } = require('node:util');
const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');

const USAGE = `usage: node consume.js [--bootstrap-server HOST:PORT] [--schema-registry-url URL]
                       [--topic NAME] [--from-beginning] [--max-messages N] [--timeout-ms N]

  --bootstrap-server     or KAFKA_BOOTSTRAP_SERVERS; 127.0.0.1:9092
  --schema-registry-url  or SCHEMA_REGISTRY_URL; http://127.0.0.1:8081/apis/ccompat/v7
  --topic                news.enriched
  --from-beginning       from the first record; else what comes from now on
  --max-messages         end after N records
  --timeout-ms           end after N ms without a record
`;

class UsageError extends Error {}

function settings(argv, env) {
  let values;
  try {
    ({ values } = parseArgs({
      args: argv,
      options: {
        'bootstrap-server': { type: 'string' },
        'schema-registry-url': { type: 'string' },
        topic: { type: 'string' },
        'from-beginning': { type: 'boolean' },
        'max-messages': { type: 'string' },
        'timeout-ms': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (e) {
    throw new UsageError(e.message);
  }
  return {
    help: values.help ?? false,
    brokers: (values['bootstrap-server'] ?? env.KAFKA_BOOTSTRAP_SERVERS ?? '127.0.0.1:9092').split(','),
    registry:
      values['schema-registry-url'] ??
      env.SCHEMA_REGISTRY_URL ??
      'http://127.0.0.1:8081/apis/ccompat/v7',
    topic: values.topic ?? 'news.enriched',
    fromBeginning: values['from-beginning'] ?? false,
    maxMessages: count('--max-messages', values['max-messages']),
    timeoutMs: count('--timeout-ms', values['timeout-ms']),
  };
}

function count(flag, text) {
  if (text === undefined) {
    return Infinity;
  }
  if (!/^[1-9][0-9]*$/.test(text)) {
    throw new UsageError(`${flag} takes a whole number above 0, not '${text}'`);
  }
  return Number(text);
}

// A long that a double cannot hold is told as a string.
function plain(_name, value) {
  if (typeof value !== 'bigint') {
    return value;
  }
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

// Avro's longs have 64 bits and JavaScript's numbers 53: fingerprint needs all of them.
function longsAsBigInt(avsc) {
  const long = avsc.types.LongType.__with({
    fromBuffer: (bytes) => bytes.readBigInt64LE(),
    toBuffer: (value) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(value);
      return bytes;
    },
    fromJSON: BigInt,
    toJSON: Number,
    isValid: (value) => typeof value === 'bigint',
    compare: (a, b) => (a === b ? 0 : a < b ? -1 : 1),
  });
  // A hook, since a registry of types shared by two versions of a schema would clash.
  return (schema) => (schema === 'long' || schema?.type === 'long' ? long : undefined);
}

async function main() {
  const options = settings(process.argv.slice(2), process.env);
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  // The registry client's own avsc: a copy of another version would not know its types.
  const avsc = require(require.resolve('avsc', {
    paths: [require.resolve('@kafkajs/confluent-schema-registry')],
  }));
  const registry = new SchemaRegistry(
    { host: options.registry, retry: { retries: 2 } },
    { AVRO: { typeHook: longsAsBigInt(avsc) } },
  );
  const kafka = new Kafka({
    clientId: 'copydesk-example',
    brokers: options.brokers,
    connectionTimeout: 3000,
    retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 1000 },
    logLevel: logLevel.NOTHING,
  });
  // A group of its own each time: two runs do not share the records.
  const consumer = kafka.consumer({
    groupId: `copydesk-example-${os.hostname()}-${process.pid}-${Date.now()}`,
    readUncommitted: false,
    maxBytesPerPartition: 12 * 1024 * 1024,
  });

  let end;
  const ended = new Promise((resolve, reject) => {
    end = { resolve, reject };
  });
  let timer;
  const rearm = () => {
    clearTimeout(timer);
    if (options.timeoutMs !== Infinity) {
      timer = setTimeout(() => end.resolve(0), options.timeoutMs);
    }
  };
  process.once('SIGINT', () => end.resolve(130));
  process.once('SIGTERM', () => end.resolve(143));
  consumer.on(consumer.events.CRASH, ({ payload }) => end.reject(payload.error));

  let seen = 0;
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: options.topic, fromBeginning: options.fromBeginning });
    rearm();
    await consumer.run({
      eachMessage: async ({ message }) => {
        if (seen >= options.maxMessages || message.value === null) {
          return;
        }
        let article;
        try {
          article = await registry.decode(message.value);
        } catch (e) {
          e.decoding = true;
          end.reject(e);
          return;
        }
        process.stdout.write(`${JSON.stringify(article, plain)}\n`);
        seen += 1;
        rearm();
        if (seen >= options.maxMessages) {
          end.resolve(0);
        }
      },
    });
    return await ended;
  } finally {
    clearTimeout(timer);
    await consumer.disconnect().catch((e) => process.stderr.write(`consume: ${e.message}\n`));
  }
}

function status(error) {
  if (error instanceof UsageError) {
    return 64;
  }
  const unreachable = /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|connect/i.test(
    `${error.code ?? ''} ${error.cause?.code ?? ''} ${error.message}`,
  );
  return error.decoding && !unreachable ? 65 : 69;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`consume: ${error.message}\n`);
    if (error instanceof UsageError) {
      process.stderr.write(USAGE);
    }
    process.exitCode = status(error);
  },
);

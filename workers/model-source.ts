import type { ModelSource } from '../activities/dependencies.ts';
import { readJoint } from '../models/joint-file.ts';
import { producerOf } from '../models/producer.ts';
import type { Registry } from '../models/registry.ts';
import type { SessionPool } from '../models/session-pool.ts';
import { type EntitySpecialist, openEntitySpecialist, TICKET_ENTITIES } from '../models/ticket-entities.ts';
import { openTicketSpecialist, type TicketSpecialist } from '../models/ticket-specialist.ts';
import { DocketError } from '../schemas/errors.ts';

/** Model cards for documents, and the specialists for tickets in this process, each opened at its first ticket. */
export function openModelSource(registry: Registry, sessions: SessionPool): ModelSource {
  const desks = new Map<string, Promise<TicketSpecialist>>();
  const entities = new Map<string, Promise<EntitySpecialist>>();
  return {
    document(name, version) {
      const card = registry.card(name, version);
      const { thresholds = {}, escalation } = card.calibration ?? {};
      const joint = readJoint(registry.folder(name, card.version), card);
      const producer = producerOf(card);
      return {
        producer,
        thresholds: joint?.thresholds ?? thresholds,
        joint: joint?.stamp,
        documents: joint?.documents,
        escalation,
      };
    },
    async desk(name, version) {
      const key = `${name}@${version ?? newestOf(registry, name)}`;
      const opening = desks.get(key) ?? openTicketSpecialist(registry, sessions, name, version);
      desks.set(key, opening);
      opening.catch(() => desks.delete(key));
      return await opening;
    },
    async entities() {
      const version = newestOf(registry, TICKET_ENTITIES);
      if (version === '') return null;
      const opening = entities.get(version) ?? openEntitySpecialist(registry, sessions, version);
      entities.set(version, opening);
      opening.catch(() => entities.delete(version));
      return await opening;
    },
  };
}

/** So that a desk trained anew is served without a restart. Empty where there is none: opening it says so. */
function newestOf(registry: Registry, name: string): string {
  try {
    return registry.card(name).version;
  } catch (error) {
    if (error instanceof DocketError && error.code === 'model.unknown') return '';
    throw error;
  }
}

import { type AsnType, Constructed, fromBER, OctetString } from 'asn1js';
import { DocketError } from '../../schemas/errors.ts';
import { binaryCms, cmsKind } from './cms-kind.ts';

/** Signers write long contents in pieces of a kilobyte: this many pieces are beyond any file that is taken. */
const MAX_NODES = 200_000;

const childrenOf = (node: AsnType | undefined): AsnType[] => (node instanceof Constructed ? node.valueBlock.value : []);

const broken = (reason: string, cause?: unknown) =>
  new DocketError('signed.broken', `The signed file is damaged: ${reason}.`, { cause });

function parse(bytes: Uint8Array): AsnType {
  let parsed: ReturnType<typeof fromBER>;
  try {
    parsed = fromBER(bytes, {
      maxNodes: MAX_NODES,
      maxContentLength: bytes.length,
      parseEmbedded: false,
      copyInput: false,
    });
  } catch (cause) {
    throw broken(cause instanceof Error ? cause.message.slice(0, 200) : 'it cannot be parsed', cause);
  }
  if (parsed.offset < 0) throw broken(parsed.result.error.slice(0, 200) || 'it cannot be parsed');
  return parsed.result;
}

/**
 * What was signed, taken out of a CMS SignedData (RFC 5652, 5.1: CAdES, opaque S/MIME) in BER, DER, Base64 or PEM. Neither
 * the signature nor its certificates are looked at.
 * @throws DocketError `signed.broken`, `signed.encrypted`, `signed.no-content`, `file.unsupported`
 */
export function openSigned(bytes: Uint8Array): Uint8Array {
  const binary = binaryCms(bytes);
  const kind = cmsKind(binary);
  if (kind === 'encrypted') throw new DocketError('signed.encrypted', 'The file is encrypted for its recipient (CMS).');
  if (kind === 'compressed') {
    throw new DocketError('file.unsupported', 'The file is compressed (CMS CompressedData), which is not read.');
  }
  if (kind === null) throw broken('it is no CMS structure');
  const [, wrapped] = childrenOf(parse(binary));
  const [signedData] = childrenOf(wrapped);
  const [, , encapsulated] = childrenOf(signedData);
  const [type, explicit] = childrenOf(encapsulated);
  if (type === undefined) throw broken('it does not say what was signed');
  const [content] = childrenOf(explicit);
  if (content === undefined) throw new DocketError('signed.no-content', 'The file holds a signature and no document.');
  if (!(content instanceof OctetString)) throw broken('what was signed is not written as CMS asks');
  return new Uint8Array(content.getValue());
}

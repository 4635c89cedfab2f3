import type { Address, Party, TaxRegistration } from '../../../schemas/en16931/party.ts';
import type { Cursor } from '../cursor.ts';

export function readAddress(place: Cursor): Address {
  return {
    where: place.where,
    line1: place.term('StreetName'),
    line2: place.term('AdditionalStreetName'),
    line3: place.term('AddressLine/Line'),
    buildingNumber: place.term('BuildingNumber'),
    city: place.term('CityName'),
    postCode: place.term('PostalZone'),
    subdivision: place.term('CountrySubentity'),
    country: place.term('Country/IdentificationCode'),
  };
}

/** Whether a tax scheme below this element is VAT. */
export function isVat(cursor: Cursor): boolean {
  return cursor.all('TaxScheme/ID').some(({ element }) => element.text.toUpperCase() === 'VAT');
}

function readRegistration(entry: Cursor): TaxRegistration {
  return { where: entry.where, id: entry.term('CompanyID'), isVat: isVat(entry) };
}

/** A UBL party, `element` being the one that holds its names. `where` may be that of an element around it. */
export function readParty(element: Cursor): Party {
  const contact = element.first('Contact');
  const place = element.first('PostalAddress');
  return {
    where: element.where,
    name: element.term('PartyLegalEntity/RegistrationName'),
    tradingName: element.term('PartyName/Name'),
    identifiers: element.terms('PartyIdentification/ID'),
    legalRegistration: element.term('PartyLegalEntity/CompanyID'),
    taxRegistrations: element.all('PartyTaxScheme').map(readRegistration),
    legalForm: element.term('PartyLegalEntity/CompanyLegalForm'),
    electronicAddress: element.term('EndpointID'),
    address: place && readAddress(place),
    contact: contact && {
      where: contact.where,
      name: contact.term('Name'),
      telephone: contact.term('Telephone'),
      email: contact.term('ElectronicMail'),
    },
  };
}

/** Payee and tax representative: UBL has their name where a seller has the trading name. */
export function readNamedParty(element: Cursor): Party {
  const party = readParty(element);
  return { ...party, name: party.tradingName, tradingName: undefined };
}

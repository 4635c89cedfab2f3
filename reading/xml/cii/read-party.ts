import type { Address, Party } from '../../../schemas/en16931/party.ts';
import type { Cursor } from '../cursor.ts';

export function readAddress(place: Cursor): Address {
  return {
    where: place.where,
    line1: place.term('LineOne'),
    line2: place.term('LineTwo'),
    line3: place.term('LineThree'),
    city: place.term('CityName'),
    postCode: place.term('PostcodeCode'),
    subdivision: place.term('CountrySubDivisionName'),
    country: place.term('CountryID'),
  };
}

/** A TradeParty. The scheme VA of a tax registration is VAT, FC the local tax office. */
export function readParty(element: Cursor): Party {
  const place = element.first('PostalTradeAddress');
  const contact = element.first('DefinedTradeContact');
  return {
    where: element.where,
    name: element.term('Name'),
    tradingName: element.term('SpecifiedLegalOrganization/TradingBusinessName'),
    identifiers: element.terms('ID', 'GlobalID'),
    legalRegistration: element.term('SpecifiedLegalOrganization/ID'),
    taxRegistrations: element.all('SpecifiedTaxRegistration').map((entry) => ({
      where: entry.where,
      id: entry.term('ID'),
      isVat: entry.first('ID')?.attribute('schemeID') === 'VA',
    })),
    legalForm: element.term('Description'),
    electronicAddress: element.term('URIUniversalCommunication/URIID'),
    address: place && readAddress(place),
    contact: contact && {
      where: contact.where,
      name: contact.term('PersonName', 'DepartmentName'),
      telephone: contact.term('TelephoneUniversalCommunication/CompleteNumber'),
      email: contact.term('EmailURIUniversalCommunication/URIID', 'EmailURIUniversalCommunication/CompleteNumber'),
    },
  };
}

/**
 * Groups with the parameters of the table whose licenses any client may have, by what they are about;
 * names and values in their documented spellings (PlayReady-facts 4.2).
 */
export const documentedGroups: readonly string[] = [
  '(kid:header)',
  '(sl:150)',
  '(keyseed:VB8xp/ZsROLmaEu3Zyug4DH0r0MmA/tTcmFMBEqL)',
  '(contentkey:eNqVnXrElmo2NSsn+IXeEA==)',
  '(tid:AAAABBBB-0000-cccc-1111-dddd2222eeee)',
  '(playright:true,readright:true,executeright:true)',
  '(persist:true)',
  '(persist:true,begindate:20170101,expiration:20370201,firstexp:60)',
  '(begindate:20170101,enddate:20370131235959)',
  '(persist:true,firstplayexpiration:60)',
  '(sourceid:267)',
  '(caopl:200,ucaopl:300,cvopl:500,ucvopl:300,avopl:200)',
  '(dvop:(guid:ABB2C6F1-E663-4625-A945-972D17B231E7,data:AAAAAQ==))',
  '(daop:(guid:6D5CFA59-C250-4426-930E-FAC72C8FCFA6,data:AAAAAQ==))',
  '(playenablers:(786627D8-C2A6-44BE-8F88-08AE255B01A7,5ABF0F0D-DC29-4B82-9982-FD8E57525BFC))',
  '(explicitacp:2)',
  '(maxres:1920x1080)',
  '(allowunknownsd:true)',
  '(allowunknownhd:true)',
];

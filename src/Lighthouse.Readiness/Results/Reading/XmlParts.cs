using System.Xml;

namespace Lighthouse.Readiness.Results.Reading;

/// <summary>How XML from outside is read: no document type, nothing from elsewhere.</summary>
internal static class XmlParts
{
    public static XmlReaderSettings Settings() => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1 };
}

using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>The used nonces in a snapshot.</summary>
internal sealed partial class Nonces : ISnapshotted
{
    public string Name => "nonces-1";

    public void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var kind in Enum.GetValues<NonceKind>())
        {
            json.WriteStartObject(kind.ToString());
            json.WriteNumber("forgotten_until", ForgottenUntil(kind));
            json.WriteStartObject("used");
            foreach (var (key, usableUntil) in _used.Where(used => used.Key.Kind == kind).OrderBy(used => used.Key.Nonce, StringComparer.Ordinal))
                json.WriteNumber(key.Nonce, usableUntil);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    public void ReadState(JsonElement state)
    {
        foreach (var kind in Enum.GetValues<NonceKind>())
        {
            var nonces = state.GetProperty(kind.ToString());
            Forget(kind, nonces.GetProperty("forgotten_until").GetInt64());
            foreach (var used in nonces.GetProperty("used").EnumerateObject())
            {
                Remember(kind, used.Name, used.Value.GetInt64());
                PacedWork.Rest();
            }
        }
    }
}

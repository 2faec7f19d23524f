using System.Text.Json;

namespace Lighthouse.Bridge.State;

/// <summary>
/// State that is rebuilt from events and can be written down whole, so that a start need not replay every event. What
/// <see cref="ReadState"/> restores must equal what the events would have given. Both are called on parts that no request uses.
/// </summary>
public interface ISnapshotted
{
    /// <summary>Name of the part and of the shape of its state: a new shape needs a new name, such as <c>agents-2</c>.</summary>
    string Name { get; }

    /// <summary>Writes the state as one JSON value, the same bytes for the same state.</summary>
    void WriteState(Utf8JsonWriter json);

    /// <summary>Takes over a state that <see cref="WriteState"/> wrote, into a part that has seen no event yet.</summary>
    void ReadState(JsonElement state);
}

using Arena.Training;

namespace Arena.Train;

internal static class ShippedFiles
{
    public static void Write(string name, IReadOnlyList<Snapshot> snapshots, string folder)
    {
        foreach (var snapshot in snapshots)
            CheckpointFile.Save(snapshot.Model, Path.Combine(folder, $"{name}.{snapshot.Step}.ckpt"));
    }
}

namespace Arena.Data;

/// <summary>A published set of labelled images.</summary>
/// <param name="Name">What programs call it, and the folder that it lies in.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Licence">Under which terms it is published.</param>
/// <param name="Source">The folder on the web in which its files lie.</param>
/// <param name="Classes">What the labels mean, from label 0 on.</param>
/// <param name="Files">Its files.</param>
public sealed record ImageSet(
    string Name, string Title, string Licence, Uri Source, IReadOnlyList<string> Classes,
    IReadOnlyList<PublishedFile> Files)
    : PublishedSet(Name, Title, Licence, Source, Files);

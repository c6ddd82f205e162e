(.text | explode) as $letters
| {n, layers: {"example.questions/1": {blocks: [
    .blocks | to_entries[]
    | select($letters[.value.end - 1] | IN(63, 65311)) # ? and its wide form
    | {block: .key, label: "question"}
  ]}}}

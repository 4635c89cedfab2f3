/** A table of figures: the first column names the row, the others are numbers. */
export function FigureTable({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <table className="figures">
      <thead>
        <tr>
          {columns.map((name, index) => (
            <th key={name} scope="col" className={index === 0 ? undefined : 'end'}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={`${name} ${cells[0] ?? ''}`}>
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              <td key={columns[index + 1]} className="end number">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
